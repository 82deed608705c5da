// Builds what the browser gets, from assets/ and the kept parts of package.json, without the network.
//
//   node workshop/assets.mjs      → assets/built/evenweave/{evenweave.css,evenweave.js,kit.css,writing.css,icons.svg,…}
//
// Names get their hash later, when Django collects them, so nothing here needs one.

import { build } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = join(root, "assets");
const to = join(from, "built", "evenweave");
const kept = createRequire(import.meta.url);

// Phones are handed down: these are five years old. Nested rules are written out flat for them.
const browsers = ["chrome100", "firefox100", "safari15.4"];

async function bundles() {
  await build({
    absWorkingDir: root,
    entryPoints: ["evenweave.css", "evenweave.js", "kit.css", "writing.css", "elements/record-sound.js"].map((name) => join(from, name)),
    outdir: to,
    bundle: true,
    minify: true,
    format: "esm",
    splitting: true, // what a page may not need is a file of its own, named by its hash
    chunkNames: "parts/[name]-[hash]",
    target: browsers,
    charset: "utf8",
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    legalComments: "none",
    logLevel: "warning",
  });
}

// One file of symbols, fetched once. Each drawing keeps its own shapes; all are drawn with one line.
const line = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';

async function icons() {
  const names = JSON.parse(await readFile(join(from, "icons.json"), "utf8"));
  const symbols = await Promise.all(names.map(symbol));
  await writeFile(join(to, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

async function symbol(name) {
  const drawing = await readFile(kept.resolve(`lucide-static/icons/${name}.svg`), "utf8");
  const shapes = drawing.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s+/g, " ").replaceAll("> <", "><").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" ${line}>${shapes}</symbol>`;
}

// Typefaces for paper: typst reads whole ones, not those that are packed for browsers. The second and the
// third have the letters of names that the first has not.
const printed = {
  "atkinson-hyperlegible-next": ["400Regular/AtkinsonHyperlegibleNext_400Regular", "700Bold/AtkinsonHyperlegibleNext_700Bold"],
  "noto-sans-arabic": ["400Regular/NotoSansArabic_400Regular", "700Bold/NotoSansArabic_700Bold"],
  "noto-emoji": ["400Regular/NotoEmoji_400Regular"],
};

async function print() {
  await mkdir(join(to, "print"));
  for (const [name, files] of Object.entries(printed)) {
    for (const file of files) {
      const font = kept.resolve(`@expo-google-fonts/${name}/${file}.ttf`);
      await copyFile(font, join(to, "print", basename(font)));
    }
  }
}

// The kept parts ask that their licences travel with them.
async function licences() {
  const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const texts = await Promise.all(Object.keys(dependencies).map(licence));
  await writeFile(join(to, "licences.txt"), texts.join("\n\n\n"));
}

async function licence(name) {
  const folder = join(root, "node_modules", name);
  const files = (await readdir(folder)).filter((entry) => /^licen[cs]e/i.test(entry)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return `${name}\n${"=".repeat(name.length)}\n\n${texts.join("\n\n")}`;
}

await rm(to, { recursive: true, force: true });
await mkdir(to, { recursive: true });
await Promise.all([
  bundles(),
  icons(),
  licences(),
  print(),
  copyFile(join(from, "favicon.svg"), join(to, "favicon.svg")),
]);
