// Runs a composite action as a runner does. What a file means, when a step is
// taken and what an expression gives is decided by GitHub's own packages.
//
// In:  {"action": FOLDER, "runner": FOLDER, "path": PATH, "inputs": {…}}
// Out: {"errors": […]} of the file, or {"steps": […], "outputs": {…}}

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { join } from "node:path";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";
import { truthy } from "@actions/expressions/result";

register("./bundler.mjs", import.meta.url);
const { NoOperationTraceWriter } = await import("@actions/workflow-parser");
const { convertActionTemplate, parseAction } = await import("@actions/workflow-parser/actions/index");

const given = JSON.parse(readFileSync(0, "utf8"));

function dictionary(object) {
  const value = (it) => (typeof it === "string" ? new data.StringData(it) : dictionary(it));
  return new data.Dictionary(...Object.entries(object).map(([key, it]) => ({ key, value: value(it) })));
}

/** What an expression gives, after these steps. */
function evaluate(expression, contexts, failed) {
  const status = { success: !failed, failure: failed, always: true, cancelled: false };
  const functions = Object.entries(status).map(([name, is]) => ({
    name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(is),
  }));
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = new Map(functions.map((definition) => [definition.name, definition]));
  return new Evaluator(parsed, dictionary(contexts), known).evaluate();
}

function text(token, contexts) {
  return token.expression ? evaluate(token.expression, contexts).coerceString() : String(token.value ?? "");
}

function texts(mapping, contexts) {
  const pairs = Array.from({ length: mapping?.count ?? 0 }, (_, index) => mapping.get(index));
  return Object.fromEntries(pairs.map(({ key, value }) => [key.value, text(value, contexts)]));
}

/** What `shell: bash` means: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#jobsjob_idstepsshell */
function run(step, number, contexts) {
  const file = (name) => join(given.runner, "_runner_file_commands", `${name}_${number}`);
  const [script, output, summary] = ["script", "set_output", "step_summary"].map(file);
  writeFileSync(script, text(step.run, contexts));
  [output, summary].forEach((empty) => writeFileSync(empty, ""));
  const ended = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script], {
    cwd: given.runner,
    encoding: "utf8",
    timeout: 120_000,
    env: {
      PATH: given.path, CI: "true", GITHUB_ACTIONS: "true", GITHUB_ACTION_PATH: given.action,
      GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: given.runner,
      ...texts(step.env, contexts),
    },
  });
  const lines = readFileSync(output, "utf8").split("\n").filter(Boolean);
  return {
    outcome: ended.status === 0 ? "success" : "failure",
    log: ended.stdout + ended.stderr,
    summary: readFileSync(summary, "utf8"),
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2))),
  };
}

/** Steps of other actions are not taken: only what they would be given is said. */
function take(steps, withOf, inputs) {
  const contexts = { inputs, steps: {} };
  const taken = steps.map((step, number) => {
    const failed = Object.values(contexts.steps).some(({ outcome }) => outcome === "failure");
    const wanted = truthy(evaluate(step.if.expression, contexts, failed));
    const did = !wanted ? { outcome: "skipped" }
      : step.run ? run(step, number, contexts)
      : { outcome: "success", uses: step.uses.value, with: texts(withOf[number], contexts) };
    const { outcome, outputs = {} } = did;
    contexts.steps[step.id || `__${number}`] = { outcome, outputs };
    return { name: text(step.name, contexts), ...did };
  });
  return { taken, contexts };
}

/** What each step hands to another action, which the converted steps do not have. */
function withOfSteps(root) {
  const steps = root.find("runs").find("steps");
  return Array.from({ length: steps.count }, (_, index) => steps.get(index).find("with"));
}

function defaults(declared) {
  return Object.fromEntries(declared.map((input) => [input.id, String(input.default?.value ?? "")]));
}

const content = readFileSync(join(given.action, "action.yml"), "utf8");
const { context, value } = parseAction({ name: "action.yml", content }, new NoOperationTraceWriter());
const errors = context.errors.getErrors().map(String);
if (errors.length > 0) {
  console.log(JSON.stringify({ errors }));
} else {
  mkdirSync(join(given.runner, "_runner_file_commands"), { recursive: true });
  const action = convertActionTemplate(context, value);
  const inputs = { ...defaults(action.inputs), ...given.inputs };
  const { taken, contexts } = take(action.runs.steps, withOfSteps(value), inputs);
  const outputs = Object.fromEntries(action.outputs.map(({ id, value }) => [id, text(value, contexts)]));
  console.log(JSON.stringify({ steps: taken, outputs }));
}
