// What a user without this tool would take to check a fleet file: js-yaml and ajv.
// node validate.mjs SCHEMA FLEET; run in a folder where npm has put ajv and js-yaml.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const need = createRequire(join(process.cwd(), "package.json"));
const Ajv = need("ajv/dist/2020").default;
const yaml = need("js-yaml");

const [schema, fleet] = process.argv.slice(2);
const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schema, "utf8")));
const valid = validate(yaml.load(readFileSync(fleet, "utf8")));
console.log("valid " + valid);
console.log("residentPeakMegabytes " + Math.round(process.resourceUsage().maxRSS / 1024));
process.exitCode = valid ? 0 : 1;
