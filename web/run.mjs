// Judge answers with the page's own Python (Pyodide), under Node: `node web/run.mjs JOBS.json`.
// One Python is started and judges every job, since starting it costs far more than judging.
//
// JOBS.json: {"archive": "files.zip", "jobs": [{"id": "...", "exercise": "chapter/exercise", "answer": "base64"}]}
// The archive holds site/ (pytest and takedown, put on the path) and exercises/ (test files and their data).
// Out: one line of JSON per job, {"id", "result"} or {"id", "error"}, in the order of the jobs.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const { archive, jobs } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const python = await loadPyodide({
  stdout: () => {}, // pytest's own report; what counts is the result file
  stderr: (text) => process.stderr.write(`${text}\n`),
  env: { PYTHONDONTWRITEBYTECODE: "1", HOME: "/home/learner" },
});
python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: "/page" });
python.FS.writeFile("/page/judge_in_page.py", new Uint8Array(readFileSync(new URL("judge_in_page.py", import.meta.url))));
python.runPython("import sys; sys.path[:0] = ['/page/site', '/page']");
let judge;
try {
  ({ judge } = python.pyimport("judge_in_page"));
} catch (error) {
  process.stderr.write(`${String(error.message ?? error).slice(-2000)}\n`); // else Node shows Pyodide's source
  process.exit(1);
}
for (const { id, exercise, answer } of jobs) {
  let line;
  try {
    line = { id, result: JSON.parse(judge(exercise, answer)) };
  } catch (error) {
    line = { id, error: String(error.message ?? error).slice(-2000) };
  }
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
