// Fetches the second file once, and again when the network failed.

import { Fragment, jsx, jsxs } from "preact/jsx-runtime";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Teile } from "./mehr";
import { Absaetze, Bild, Knopf, SitzungContext, useWort } from "./teile";
import { Icon } from "./zeichen";

const GELIEHEN = {
  jsx, jsxs, Fragment, useContext, useEffect, useRef, useState,
  Absaetze, Bild, Icon, Knopf, SitzungContext, useWort,
};
const PAUSE = 5000;

let da: Teile | undefined;
const wartend = new Set<() => void>();

const laden = (base: string): void => {
  const url = `${base}mehr.js`;
  import(/* @vite-ignore */ url).then(
    (mehr) => {
      da = mehr.default(GELIEHEN);
      wartend.forEach((weiter) => weiter());
      wartend.clear();
    },
    () => setTimeout(() => wartend.size && laden(base), PAUSE),
  );
};

/** The parts of the second file; undefined until it is there. With `noetig` it is fetched. */
export const useMehr = (noetig: boolean): Teile | undefined => {
  const { base } = useContext(SitzungContext);
  const [, setDa] = useState(0);
  useEffect(() => {
    if (!noetig || da) return;
    const weiter = () => setDa(1);
    if (!wartend.size) laden(base);
    wartend.add(weiter);
    return () => void wartend.delete(weiter);
  }, [noetig]);
  return da;
};
