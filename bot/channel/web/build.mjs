// Builds src/ into dist/. With --check it builds elsewhere and fails unless dist/ has the same bytes.
import { build } from "esbuild";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const dist = join(here, "dist");
const check = process.argv.includes("--check");
const out = check ? mkdtempSync(join(tmpdir(), "seite-")) : dist;
const COPIED = ["index.html", "icon.svg", "manifest.webmanifest"];

rmSync(out, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "src/main.tsx", out: "wegweiser" },
    { in: "src/wegweiser.css", out: "wegweiser" },
    { in: "src/sw.js", out: "sw" },
    { in: "src/plan.js", out: "plan" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "iife",
  target: ["chrome80", "firefox78", "safari13.1"],
  jsx: "automatic",
  jsxImportSource: "preact",
});
for (const name of COPIED) cpSync(join(here, "src", name), join(out, name));

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
