// Finds words to explain and to translate in a German text. Both lists come when they are needed.

export type Uebersetzung = {
  name: string;
  richtung: "ltr" | "rtl";
  satz: string;
  geprueft: boolean;
  worte: Record<string, string>;
};
type Glossar = [string[], string][];

export class Woerter {
  private texts = new Map<string, string>();
  private explained = NOTHING;
  private translated = NOTHING;
  sprache = "";
  uebersetzung?: Uebersetzung;

  constructor(
    private readonly base: string,
    private readonly changed: () => void,
  ) {}

  async loadGlossar(): Promise<void> {
    const glossar = await load<Glossar>(`${this.base}glossar.json`);
    for (const [words, text] of glossar ?? []) for (const word of words) this.texts.set(word, text);
    this.explained = patternOf([...this.texts.keys()]);
    this.changed();
  }

  /** Show key words in this language too; "" is German alone. */
  async setSprache(code: string): Promise<void> {
    this.sprache = code;
    this.uebersetzung = code ? await load(`${this.base}uebersetzung-${code}.json`) : undefined;
    this.translated = patternOf(Object.keys(this.uebersetzung?.worte ?? {}));
    this.changed();
  }

  /** The text in pieces: [plain, word, plain, word, ...]; each word is marked once. */
  pieces(text: string): string[] {
    const pieces = [""];
    cut(text, this.explained).forEach((piece, i) => {
      if (i % 2 && !pieces.some((earlier, j) => j % 2 && earlier === piece)) pieces.push(piece, "");
      else pieces[pieces.length - 1] += piece;
    });
    return pieces;
  }

  explain = (word: string): string => this.texts.get(word) ?? "";

  /** The words of the text that are translated, or the translation of the whole text. */
  translate(text: string): [string, string][] {
    const worte = this.uebersetzung?.worte;
    if (!worte) return [];
    if (worte[text]) return [["", worte[text]]];
    const found = cut(text, this.translated).filter((_, i) => i % 2);
    return [...new Set(found)].map((word) => [word, worte[word] ?? ""]);
  }
}

const LETTER = "A-Za-zÄÖÜäöüß-";
const NOTHING = /()($^)/g;

/** Whole words only, the longest first; behind a capture of what stands before the word. */
const patternOf = (words: string[]): RegExp => {
  const sorted = words.sort((a, b) => b.length - a.length);
  const escaped = sorted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return words.length ? new RegExp(`(^|[^${LETTER}])(${escaped})(?![${LETTER}])`, "g") : NOTHING;
};

const cut = (text: string, pattern: RegExp): string[] => {
  const pieces: string[] = [];
  let end = 0;
  for (const { index = 0, 0: all, 1: before = "", 2: word = "" } of text.matchAll(pattern)) {
    pieces.push(text.slice(end, index) + before, word);
    end = index + all.length;
  }
  return [...pieces, text.slice(end)];
};

export const load = async <T>(url: string): Promise<T | undefined> => {
  try {
    return await (await fetch(url)).json();
  } catch {
    return undefined;
  }
};
