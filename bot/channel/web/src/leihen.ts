// What the second file (mehr.tsx) borrows from the first, so that both draw with the same Preact.
// build.mjs puts this module in the place of the real ones.

export let jsx: unknown, jsxs: unknown, Fragment: unknown;
export let useContext: unknown, useEffect: unknown, useRef: unknown, useState: unknown;
export let Absaetze: unknown, Bild: unknown, Icon: unknown, Knopf: unknown, SitzungContext: unknown, useWort: unknown;

export const leihen = (teile: Record<string, unknown>): void => {
  ({ jsx, jsxs, Fragment, useContext, useEffect, useRef, useState } = teile);
  ({ Absaetze, Bild, Icon, Knopf, SitzungContext, useWort } = teile);
};
