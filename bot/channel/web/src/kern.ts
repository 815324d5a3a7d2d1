// What travels between page and server, and the page's words.

export type Wert = string | number | Wert[];
export type Gesagt =
  | { text: string }
  | { antwort: { fakt: string; wert: Wert } }
  | { befehl: string; fakt?: string; weg?: string; thema?: string };

export type Wahl = {
  titel: string;
  antwort?: { fakt: string; wert: Wert };
  befehl?: string;
  hinweis?: string;
  bild?: string;
  [mehr: string]: unknown;
};
export type Custom = { typ: string; fakt?: string | null; [mehr: string]: unknown };
export type Antwort = { text?: string; wahl?: Wahl[]; custom?: Custom };
export type Turn = { nr: number; gesagt: string | null; antworten: Antwort[] };

/** Turn 0 as the page brings it along, before a session has begun; with its pictograms. */
export type Anfang = { antworten: Antwort[]; bilder: Bilder };
export type Bilder = {
  zeichen: Record<string, [string, string][]>;
  fakten: Record<string, Record<string, string>>;
  wege: Record<string, string>;
};

export type Worte = Record<string, string>;

export type Sagen = (gesagt: Gesagt, titel: string) => void;

/** The word or sentence of a key, with its values; a missing key shows itself. */
export const wort = (worte: Worte, key: string, werte: Record<string, unknown> = {}): string =>
  (worte[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(werte[name] ?? ""));

export const customOf = (turn?: Turn): Custom | undefined =>
  turn?.antworten.find((antwort) => antwort.custom?.typ)?.custom;

/** The choices of a turn; those of the open question, which comes last, first. */
export const wahlOf = (turn?: Turn): Wahl[] =>
  [...(turn?.antworten ?? [])].reverse().flatMap((antwort) => antwort.wahl ?? []);

/** What a choice says to the server when it is tapped. */
export const gesagtOf = ({ antwort, befehl, titel, ...wahl }: Wahl): Gesagt => {
  if (antwort) return { antwort };
  if (!befehl) return { text: typeof wahl.text === "string" ? wahl.text : titel };
  const worum: Record<string, string> = {};
  for (const name of ["fakt", "weg", "thema"])
    if (typeof wahl[name] === "string") worum[name] = wahl[name] as string;
  return { befehl, ...worum };
};

/** Who to talk to, where a turn names somebody. */
export const contactsOf = (custom?: Custom): Record<string, unknown>[] => {
  if (custom?.typ !== "uebergabe" && custom?.typ !== "empfehlung") return [];
  const kontakte = custom.kontakte ?? [custom.kontakt];
  return Array.isArray(kontakte) ? kontakte.filter((kontakt) => kontakt?.name) : [];
};
