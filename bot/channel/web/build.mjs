// Builds src/ into dist/. With --check it builds elsewhere and fails unless dist/ has the same bytes.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const dist = join(here, "dist");
const check = process.argv.includes("--check");
const out = check ? mkdtempSync(join(tmpdir(), "seite-")) : dist;
const COPIED = ["icon.svg", "manifest.webmanifest"];

const OPTIONS = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  minify: true,
  legalComments: "none",
  target: ["chrome80", "firefox78", "safari13.1"],
  jsx: "automatic",
  jsxImportSource: "preact",
};

// The second file takes Preact and the shared parts from the first instead of bringing its own.
const borrowing = {
  name: "borrowing",
  setup({ onResolve }) {
    const shared = /^(preact\/.*|\.\/teile|\.\/zeichen)$/;
    onResolve({ filter: shared }, () => ({ path: join(here, "src", "leihen.ts") }));
  },
};

rmSync(out, { recursive: true, force: true });
await build({
  ...OPTIONS,
  entryPoints: [
    { in: "src/main.tsx", out: "wegweiser" },
    { in: "src/wegweiser.css", out: "wegweiser" },
    { in: "src/vorab.js", out: "vorab" },
    { in: "src/sw.js", out: "sw" },
    { in: "src/plan.js", out: "plan" },
  ],
  format: "iife",
});
await build({
  ...OPTIONS,
  entryPoints: [{ in: "src/mehr.tsx", out: "mehr" }],
  format: "esm",
  plugins: [borrowing],
});
for (const name of COPIED) cpSync(join(here, "src", name), join(out, name));

/** What dist/ was built from and what came out: so a machine without Node sees whether it is stale. */
const stampOf = (...names) => {
  const hash = createHash("sha256");
  for (const name of names) hash.update(`${name}\0`).update(readFileSync(join(here, name))).update("\0");
  return hash.digest("hex");
};
const filesIn = (folder) => readdirSync(join(here, folder)).sort().map((name) => `${folder}/${name}`);
if (!check) {
  const quellen = stampOf("build.mjs", "package-lock.json", ...filesIn("src"));
  writeFileSync(join(here, "gebaut.json"), `${JSON.stringify({ quellen, dist: stampOf(...filesIn("dist")) })}\n`);
}

if (check) {
  const names = [...new Set([...readdirSync(out), ...readdirSync(dist)])];
  const stale = names.filter((name) => {
    try {
      return !readFileSync(join(out, name)).equals(readFileSync(join(dist, name)));
    } catch {
      return true;
    }
  });
  rmSync(out, { recursive: true });
  if (stale.length) {
    console.error(`dist/ passt nicht zu src/: ${stale.join(", ")}. Bitte: npm run build`);
    process.exit(1);
  }
}
