// The engine: one Node process that turns staged MyST sources into one resolved tree per page.
//
// It loads the program file of the jupyter-book wheel as a library and calls its parts instead of its command line:
// no update check, no `npm --version`, no second start for a second output, nothing asked of any network.
//
//   node engine.cjs BUNDLE CACHE
//
// Each line on standard input is a request, each line on standard output the answer to it (both JSON):
//   {"stage": DIR, "out": DIR, "again": false,
//    "pages": [{"file": "chapters/01_x/index.md", "slug": "01_x", "number": "1", "plain": [7]}]}
//   {"ok": true, "changed": [SLUG], "times": {...}, "messages": [{"kind", "file", "line", "text"}]}
// The pages are parsed in that order; `number` is "" for a page without numbers,
// `plain` the lines of headings that get none. `again` says that more requests will come: then what is needed to do only
// what changed is kept. The process ends with its input.
const fs = require('fs');
const path = require('path');
const crypto = require('crypto');
const nodeModule = require('module');

const [bundle, cacheFolder] = process.argv.slice(2);

// --- nothing leaves this machine -------------------------------------------------------------------------------------
const refuse = () => { throw Error('the book is built without a network: remove what asks for one'); };
require('net').Socket.prototype.connect = refuse;
require('dns').lookup = refuse;
globalThis.fetch = async () => refuse();

// --- the bundle as a library -----------------------------------------------------------------------------------------
const NEEDED = ['Session', 'loadProject', 'loadFile', 'combineProjectCitationRenderers', 'transformMdast', 'changeFile',
  'selectPageReferenceStates', 'postProcessMdast', 'selectFile', 'castSession', 'texToTypst'];
const COMMAND_LINE = '\nvar program2 = new Command();';
const UPDATE_CHECK = 'latestVersion("mystmd").then(';

function library() {
  fs.mkdirSync(cacheFolder, { recursive: true });
  const stat = fs.statSync(bundle);
  const key = crypto.createHash('sha256').update(`${stat.size} ${stat.mtimeMs} ${NEEDED}`).digest('hex').slice(0, 12);
  const file = path.join(cacheFolder, `library-${key}.cjs`);
  if (!fs.existsSync(file)) {
    const whole = fs.readFileSync(bundle, 'utf8').replace(/^#!.*\n/, '');
    const end = whole.indexOf(COMMAND_LINE);
    const missing = NEEDED.filter((name) => !new RegExp(`(function|var|let|const|class) ${name}\\b`).test(whole));
    if (end < 0 || !whole.includes(UPDATE_CHECK) || missing.length) {
      throw Error('this jupyter-book is another release than the one that the engine knows');
    }
    const code = whole.slice(0, end).replace(UPDATE_CHECK, 'new Promise(() => {}).then(');
    const fresh = `${file}.${process.pid}`;
    fs.writeFileSync(fresh, `${code}\nmodule.exports = {${NEEDED}};\n`);
    fs.renameSync(fresh, file);                            // whole or not at all, whoever builds at the same time
  }
  nodeModule.enableCompileCache?.(cacheFolder);            // V8's code cache: the next start need not compile 13 MB
  return require(file);
}

// --- what this book adds to MyST -------------------------------------------------------------------------------------
const marker = (name, doc) => ({
  name, doc, body: { type: String, required: true },
  run: (data) => [{ type: name, [name]: data.body.trim(), children: [] }],
});
const entry = {                                            // one item of the ledger or of the references
  name: 'entry', doc: 'An item of a generated list.',
  arg: { type: String, required: true },
  options: { kind: { type: String }, name: { type: String } },
  body: { type: 'myst', required: true },
  run: (data) => [{
    type: 'entry', kind: data.options.kind, name: data.options.name, identifier: data.arg, label: data.arg,
    html_id: data.arg, children: data.body,
  }],
};
const PLUGINS = {
  roles: [marker('claim', 'The sign of a claim.'), marker('sign', 'The sign of a status.')],
  directives: [entry], transforms: [], paths: [],
};

// --- numbers: from the page's own, never counted through the book ---------------------------------------------------
const KINDS = ['figure', 'table', 'equation', 'code', 'exercise', 'proof'];
const walk = (node, visit) => { visit(node); for (const child of node.children ?? []) walk(child, visit); };

function setNumbers(pre, { number, plain: without }) {
  const on = Boolean(number);
  const numbering = { title: { enabled: on }, all: { enabled: false } };
  for (const kind of KINDS) numbering[kind] = { enabled: on, ...(on && { enumerator: `${number}.%s` }) };
  numbering.exercise.template = 'Question %s';
  pre.frontmatter.numbering = numbering;
  if (on) pre.frontmatter.enumerator = number; else delete pre.frontmatter.enumerator;
  const counts = [0, 0, 0, 0, 0, 0];
  walk(pre.mdast, (node) => {
    if (node.type === 'math' && !node.identifier && !node.label) node.enumerated = false;
    if (node.type !== 'heading') return;
    const plain = !on || node.depth > 3 || without.includes(node.position?.start.line);
    node.enumerated = !plain;
    delete node.enumerator;
    if (plain) return;
    const at = node.depth - 1;
    counts[at] += 1;
    counts.fill(0, at + 1);
    const from = counts.findIndex((count) => count > 0);
    node.enumerator = [number, ...counts.slice(Math.max(from, 0), at + 1)].join('.');
  });
}

// --- MathML and Typst code for formulas -------------------------------------------------------------------------------------
const BINOM = /\\[dt]?binom\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g;  // the converter drops the braces of \binom
const typstOf = new Map();
const MATH = /<math.*?<\/math>/s, HIDDEN = /<annotation.*?<\/annotation>|<\/?semantics>/gs;
function setFormula(node, M) {
  const mathml = MATH.exec(node.html ?? '');
  if (!mathml) throw Error('it is not valid TeX');
  node.mathml = mathml[0].replace(HIDDEN, '');
  delete node.html;
  if (!typstOf.has(node.value)) {
    typstOf.set(node.value, M.texToTypst(node.value.replace(BINOM, '\\begin{pmatrix} $1 \\\\ $2 \\end{pmatrix}')));
  }
  const { value, macros } = typstOf.get(node.value);
  node.typst = value;
  if (macros?.size ?? macros?.length) node.typstMacros = [...macros].sort();
}

// --- one request -----------------------------------------------------------------------------------------------------
const CONFIG = 'stage.yml';                                // a name of its own: MyST looks for one in outer folders too
let M, session, lastConfig, stamps = {};
const digests = new Map();

function logger(messages, files) {
  const add = (kind) => (...parts) => {
    const text = parts.join(' ').replace(/\x1b\[[0-9;]*m/g, '').replace(/^[^\w\s/\\(["'`<]+\s*/u, '');
    const file = files.find((name) => text.startsWith(name));
    if (!file) { messages.push({ kind, file: '', line: 0, text }); return; }
    const [, line, said] = /^(?::(\d+))?(?::\d+)?\s*([\s\S]*)$/.exec(text.slice(file.length));
    messages.push({ kind, file, line: Number(line ?? 0), text: said.trim() });
  };
  return { debug() {}, info() {}, warn: add('warn'), error: add('error') };
}

async function answer({ stage, out, again, pages }) {
  M ??= library();
  const messages = [], times = {};
  let before = performance.now();
  const lap = (name) => { const now = performance.now(); times[name] = Math.round(now - before); before = now; };
  process.chdir(stage);
  const config = path.join(stage, CONFIG);
  const asked = new Map(pages.map((page) => [path.join(stage, page.file), page]));
  const log = logger(messages, [...asked.keys(), config, path.join(stage, 'references.bib')]);
  const settings = stage + fs.readFileSync(config, 'utf8');
  if (!session || settings !== lastConfig) {               // another table of contents: afresh, in the same warm process
    session = new M.Session({ logger: log, configFiles: [CONFIG] });
    session.plugins = PLUGINS;
    session.$logger = log;
    stamps = {};
    forget();
    await session.reload();
    lastConfig = settings;
  }
  session.$logger = log;
  const cache = M.castSession(session);
  const loaded = await M.loadProject(session, stage);
  lap('project');
  const sources = [...loaded.project.bibliography.map((file) => [file, '.bib']), ...loaded.pages.map((p) => [p.file])];
  await Promise.all(sources.map(async ([file, extension]) => {  // parse only what changed on disk
    const stamp = stampOf(file);
    if (stamps[file] === stamp) return;
    if (stamps[file]) M.changeFile(session, file, 'change');
    await M.loadFile(session, file, stage, extension);
    const pre = cache.$getMdast(file)?.pre;
    if (pre) givePlaces(pre.mdast, fs.readFileSync(file, 'utf8'));
    stamps[file] = stamp;
  }));
  lap('parse');
  for (const { file } of loaded.pages) refuseHtml(file, cache.$getMdast(file)?.pre.mdast, messages);
  const parsed = loaded.pages.filter((page) => cache.$getMdast(page.file));
  if (parsed.length === loaded.pages.length) await resolve(stage, out, again, loaded, asked, cache, messages, lap);
  if (messages.length) forget();
  for (const message of messages) {                        // say it again next time
    delete stamps[message.file];
    if (!message.file || message.file === config) lastConfig = undefined;
  }
  const changed = messages.changed ?? [];
  const staged = (file) => path.relative(stage, file || config).split(path.sep).join('/');
  return { ok: !messages.length, changed, times, messages: messages.map((m) => ({ ...m, file: staged(m.file) })) };
}

// What a role or a directive leaves has no place of its own. A directive's node gets the line of its opening fence, found
// in reading order; anything else the last line that was seen before it.
const OPENING = /^\s*(?::{3,}|`{3,})\s*\{/;
const OF_DIRECTIVES = new Set(['container', 'admonition', 'aside', 'details', 'exercise', 'solution', 'tabSet', 'tabItem', 'div',
  'glossary', 'entry', 'iframe', 'mermaid', 'embed', 'raw', 'outputs', 'notebookCode', 'proof', 'card', 'grid']);
function givePlaces(tree, text) {
  const openings = text.split('\n').flatMap((line, at) => (OPENING.test(line) ? [at + 1] : []));
  let last = 1, next = 0;
  walk(tree, (node) => {
    if (node.position) {
      last = Math.max(last, node.position.start.line);
      while (openings[next] <= last) next += 1;
    } else if (node !== tree) {
      if (OF_DIRECTIVES.has(node.type) && openings[next] <= (firstLine(node) || Infinity)) {
        last = openings[next];
        next += 1;
      }
      node.position = { start: { line: last, column: 1 }, end: { line: last, column: 1 } };
    }
  });
}
function firstLine(node) {
  if (node.position) return node.position.start.line;
  for (const child of node.children ?? []) { const line = firstLine(child); if (line) return line; }
  return 0;
}

function refuseHtml(file, tree, messages) {
  if (tree) walk(tree, (node) => {
    if (node.type !== 'html' || /^\s*<(!--|\/)/.test(node.value)) return;
    messages.push({ kind: 'error', file, line: node.position?.start.line ?? 0, text: `raw HTML (${node.value.slice(0, 40)}) would be missing from the PDF: write it in MyST` });
  });
}

// What an edit did not change is not done again. A page is transformed anew if its source, its request, a file that it
// includes or the words of a source that it cites changed. References are resolved anew on these pages, and on those that
// name a target whose number or words changed: they start again from the tree before references were resolved. Where a
// target comes or goes, that is every page. Whatever the parser complains of, everything is done again the next time.
let kept = new Map();                                      // by file: its stamp, what it cites, its tree as text
let states = [], sights = new Map(), cited = new Map();    // what pages can refer to, what they see of it; words of sources
function forget() { kept = new Map(); }

const stampOf = (file) => { const { mtimeMs, size } = fs.statSync(file); return `${mtimeMs} ${size}`; };
function stampOfPage(file, page, tree) {
  const parts = [stamps[file], JSON.stringify(page)];
  walk(tree, (node) => {
    if (node.type !== 'include' || !node.file) return;
    const included = path.resolve(path.dirname(file), node.file);
    parts.push(included, fs.existsSync(included) ? stampOf(included) : 'missing');
  });
  return parts.join('\n');
}

function newlyCited(renderers) {
  const words = ({ inline, getDOI }) => JSON.stringify([inline('p'), inline('t'), getDOI()]);
  const now = new Map(Object.entries(renderers).map(([key, renderer]) => [key, words(renderer)]));
  const changed = new Set([...now.keys(), ...cited.keys()].filter((key) => now.get(key) !== cited.get(key)));
  cited = now;
  return changed;
}

// What other pages see of a page: its title, and the number and the words of each target, which are those of its heading,
// caption, title or term. Random ids are left out: nothing refers to them.
function sightOf(state) {
  const words = ({ node, kind }) => {
    if (kind === 'heading') return node.children;
    const found = {};
    walk(node, (child) => { found[child.type] ??= child.children; });
    return found.caption ?? found.admonitionTitle ?? found.definitionTerm;
  };
  const plainly = (name, value) => (name === 'key' || name === 'position' ? undefined : value);
  const targets = Object.entries(state.targets).filter(([name]) => !/^index-/.test(name)).map(([name, target]) => {
    const { enumerator, identifier, label, html_id: id, implicit, type } = target.node;
    const text = JSON.stringify([target.kind, type, enumerator, identifier, label, id, words(target)], plainly);
    return [name, { text, implicit }];
  });
  return { page: JSON.stringify([state.url, state.title, state.identifiers]), targets: new Map(targets) };
}

// The names of what other pages see otherwise than before; undefined where an explicit target came or went.
function changedNames(file, before, now) {
  const names = [];
  if (before.page !== now.page) {                          // pages link to it by its file or its labels
    const { name, dir } = path.parse(file);
    names.push(name === 'index' ? path.basename(dir) : name, ...[before, now].flatMap(({ page }) => JSON.parse(page)[2]));
  }
  for (const name of new Set([...before.targets.keys(), ...now.targets.keys()])) {
    const [one, other] = [before.targets.get(name), now.targets.get(name)];
    if (Boolean(one && !one.implicit) !== Boolean(other && !other.implicit)) return undefined;
    if (one?.text !== other?.text) names.push(name);
  }
  return names;
}

// The pages to resolve, and the states of all pages: those of the transformed ones, and of others that see a change.
function selectStates(todo, pages, cache) {
  const fresh = new Map(M.selectPageReferenceStates(session, todo).map((state) => [state.filePath, state]));
  const now = new Map([...fresh].map(([file, state]) => [file, sightOf(state)]));
  let others = pages.filter(({ file }) => !fresh.has(file));
  const names = [...now].map(([file, sight]) => changedNames(file, sights.get(file) ?? sight, sight));
  if (!names.includes(undefined)) {
    others = others.filter(({ file }) => names.flat().some((name) => kept.get(file).tree.includes(name)));
    for (const [file, sight] of now) sights.set(file, sight);
    if (!others.length) {
      states = pages.map(({ file }, at) => fresh.get(file) ?? states[at]);
      return todo;
    }
  }
  const again = names.includes(undefined) ? pages : [...todo, ...others];
  for (const { file } of again) cache.$getMdast(file).post = JSON.parse(kept.get(file).tree);
  const selected = new Map(M.selectPageReferenceStates(session, again).map((state) => [state.filePath, state]));
  states = pages.map(({ file }, at) => selected.get(file) ?? states[at]);
  for (const [file, state] of selected) sights.set(file, sightOf(state));
  return again;
}

async function resolve(stage, out, again, { project, pages }, asked, cache, messages, lap) {
  for (const { file } of pages) setNumbers(cache.$getMdast(file).pre, asked.get(file));
  M.combineProjectCitationRenderers(session, stage);
  const renderers = cache.$citationRenderers[stage] ?? {};
  for (const source of Object.values(renderers)) {         // its bibliography is not used: staging
    source.render = () => '';                              // writes the page of references, and this takes a second
    source.getURL = () => undefined;
  }
  if (!again) forget();
  const newer = again ? newlyCited(renderers) : new Set();
  let todo = pages.filter(({ file }) => {
    const page = asked.get(file), before = kept.get(file), stamp = stampOfPage(file, page, cache.$getMdast(file).pre.mdast);
    const same = before?.stamp === stamp && !before.cites.some((key) => newer.has(key));
    if (same && fs.existsSync(targetOf(out, page))) return false;
    kept.set(file, { stamp, cites: [] });
    return true;
  });
  await Promise.all(todo.map(({ file }) => M.transformMdast(session, {
    file, projectPath: stage, pageSlug: asked.get(file).slug, index: project.index,
    imageExtensions: ['.svg', '.png', '.jpg', '.webp'], watchMode: true,
  })));
  if (again) for (const { file } of todo) {
    const { post } = cache.$getMdast(file);
    Object.assign(kept.get(file), { tree: JSON.stringify(post), cites: post.references.cite.order });
  }
  lap('transform');
  if (todo.length === pages.length) {
    states = M.selectPageReferenceStates(session, pages);
    if (again) sights = new Map(states.map((state) => [state.filePath, sightOf(state)]));
  } else if (todo.length) todo = selectStates(todo, pages, cache);
  await Promise.all(todo.map(({ file }) => M.postProcessMdast(session, { file, pageReferenceStates: states, site: true })));
  lap('resolve');
  messages.changed = todo.map(({ file }) => write(file, asked.get(file), out, messages)).filter(Boolean);
  lap('write');
}

const targetOf = (out, page) => path.join(out, `${page.slug}.json`);
function write(file, page, out, messages) {
  const { mdast, frontmatter } = M.selectFile(session, file);
  walk(mdast, (node) => {
    if (node.type !== 'math' && node.type !== 'inlineMath') return;
    try { setFormula(node, M); } catch (error) {
      messages.push({ kind: 'error', file, line: node.position?.start.line ?? 0, text: `the formula ${node.value} cannot be set in type: ${error.message ?? error}` });
    }
  });
  const tree = { slug: page.slug, file: page.file, number: page.number, title: frontmatter.title, tree: mdast };
  const text = JSON.stringify(tree, (key, value) => {      // `key` is random on every build
    if (key === 'key') return undefined;
    return key === 'position' ? value?.start?.line : value;
  });
  const target = targetOf(out, page);
  const digest = crypto.createHash('sha256').update(text).digest('hex');
  if (digests.get(target) === digest && fs.existsSync(target)) return undefined;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
  digests.set(target, digest);
  return page.slug;
}

// --- the conversation ------------------------------------------------------------------------------------------------
console.debug = console.log = console.info = () => {};
setImmediate(() => { try { M ??= library(); } catch { /* said in the answer to the first request */ } });  // meanwhile staging works
const say = (object) => process.stdout.write(`${JSON.stringify(object)}\n`);
let last = Promise.resolve();
require('readline').createInterface({ input: process.stdin })
  .on('line', (line) => {
    last = last.then(async () => {
      try { say(await answer(JSON.parse(line))); } catch (error) {
        forget();
        say({ ok: false, changed: [], times: {}, messages: [{ kind: 'stop', file: '', line: 0, text: String(error.message ?? error) }], stack: String(error.stack) });
      }
      nodeModule.flushCompileCache?.();                    // what this request compiled is ready for the next start
    });
  })
  .on('close', () => last.then(() => process.exit(0)));
