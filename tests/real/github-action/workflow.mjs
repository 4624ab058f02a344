// In:  a workflow
// Out: {"errors": […], "uses": {ACTION: [INPUT, …], …}}, where each step with an
//      action is named by it

import { readFileSync } from "node:fs";
import { register } from "node:module";

register("./bundler.mjs", import.meta.url);
const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");

function entries(token) {
  return Array.from({ length: token?.count ?? 0 }, (_, index) => token.get(index));
}

const file = { name: "workflow.yml", content: readFileSync(0, "utf8") };
const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
const steps = entries(value?.find("jobs")).flatMap((job) => entries(job.value.find("steps")));
const uses = steps.filter((step) => step.find("uses")).map((step) => [
  step.find("uses").value, entries(step.find("with")).map((input) => input.key.value),
]);
const errors = context.errors.getErrors().map(String);
console.log(JSON.stringify({ errors, uses: Object.fromEntries(uses) }));
