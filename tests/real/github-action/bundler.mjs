// What GitHub's parser expects of a bundler: its schema is imported as JSON
// without a word that it is.
export function load(url, context, next) {
  return next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
}
