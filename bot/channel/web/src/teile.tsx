// Small parts that several screens share.

import { Component, type ComponentChildren, createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Bilder } from "./kern";
import type { Woerter } from "./woerter";
import { Icon, type Zeichen } from "./zeichen";

export const WortContext = createContext(
  (key: string, _werte?: Record<string, unknown>): string => key,
);

/** The words of the page: `const t = useWort()`. */
export const useWort = () => useContext(WortContext);

/** Shows `anders` when the parts inside cannot be drawn: one bad message must not end a talk. */
export class Schutz extends Component<{ anders: ComponentChildren }, { kaputt: boolean }> {
  state = { kaputt: false };

  static getDerivedStateFromError = () => ({ kaputt: true });

  render() {
    return this.state.kaputt ? this.props.anders : this.props.children;
  }
}

type KnopfProps = {
  art?: string;
  icon?: Zeichen;
  tap: () => void;
  aus?: boolean;
  gewaehlt?: boolean;
  children?: ComponentChildren;
  name?: string;
};

export const Knopf = ({ art = "", icon, tap, aus, gewaehlt, children, name }: KnopfProps) => (
  <button
    type="button"
    class={`knopf ${art}`}
    disabled={aus}
    aria-pressed={gewaehlt}
    aria-label={name}
    onClick={tap}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

/** Where the server and its files are and which session this is, for what is fetched or opened. */
export const SitzungContext = createContext({ server: "/", base: "/", sitzung: "", ziel: "" });

export const BilderContext = createContext<Bilder | undefined>(undefined);

/** The pictogram of an answer or a Weg; nothing where none was drawn. The text beside it says the same. */
export const Bild = ({ von, wert }: { von: string; wert: unknown }) => {
  const bilder = useContext(BilderContext);
  if (!bilder || !von) return null;
  const name = von === "weg" ? bilder.wege[`${wert}`] : (bilder.fakten[von]?.[`${wert}`] ?? bilder.fakten["*"]?.[`${wert}`]);
  const striche = name && bilder.zeichen[name];
  if (!striche) return null;
  return (
    <svg class="bild" viewBox="0 0 32 32" aria-hidden="true" focusable="false" data-bild={name}>
      {striche.map(([art, d]) => (
        <path class={art} d={d} />
      ))}
    </svg>
  );
};

export const WoerterContext = createContext<{ woerter?: Woerter }>({});

/** Paragraphs whose difficult words can be tapped, with key words in the chosen language below. */
export const Absaetze = ({ text }: { text: string }) => (
  <>
    {text
      .split(/\n+/)
      .filter(Boolean)
      .map((absatz) => (
        <Absatz text={absatz} />
      ))}
    <Uebersetzt text={text} />
  </>
);

const Absatz = ({ text }: { text: string }) => {
  const { woerter } = useContext(WoerterContext);
  const t = useWort();
  const [open, setOpen] = useState("");
  const tap = (word: string) => setOpen(open === word ? "" : word);
  if (!woerter) return <p>{text}</p>;
  return (
    <>
      <p>
        {woerter.pieces(text).map((piece, i) =>
          i % 2 ? (
            <button
              type="button"
              class="begriff"
              aria-label={t("erklaerung.frage", { wort: piece })}
              aria-expanded={open === piece}
              onClick={() => tap(piece)}
            >
              {piece}
            </button>
          ) : (
            piece
          ),
        )}
      </p>
      {open && (
        <p class="erklaerung" role="note">
          {open}: {woerter.explain(open)}
        </p>
      )}
    </>
  );
};

/** The translation of a text or of its key words, in its own script and direction. */
export const Uebersetzt = ({ text }: { text: string }) => {
  const { woerter } = useContext(WoerterContext);
  const found = woerter?.translate(text) ?? [];
  if (!woerter || !found.length) return null;
  return (
    <span class="uebersetzt" lang={woerter.sprache} dir={woerter.uebersetzung?.richtung}>
      {found.map(([word, translation]) => (
        <span>
          {word && (
            <>
              <bdi lang="de">{word}</bdi>:{" "}
            </>
          )}
          <bdi>{translation}</bdi>
        </span>
      ))}
    </span>
  );
};
