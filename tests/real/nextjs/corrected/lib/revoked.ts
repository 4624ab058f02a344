// In place of the guard: an app that leaves it to Nile which sessions are over.

export async function revoke(_token: string, _expires: Date): Promise<void> {}

export async function isRevoked(_token: string): Promise<boolean> {
  return false;
}
