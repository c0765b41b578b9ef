// Run a Python script with the teaching models in the page's Python: `node in_page.mjs PYODIDE FILES.zip SCRIPT.py`.
// PYODIDE is the folder of the package. The script's last expression is printed.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, archive, script] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
try {
  const python = await loadPyodide();
  python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: "/models" });
  python.runPython("import sys; sys.path.insert(0, '/models')");
  process.stdout.write(`${python.runPython(readFileSync(script, "utf8"))}\n`);
} catch (error) {
  process.stderr.write(`${String(error.message ?? error).slice(-2000)}\n`); // else Node shows Pyodide's source
  process.exit(1);
}
