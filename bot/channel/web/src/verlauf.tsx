// What was said, turn by turn; only the last turn can still be answered.

import { useContext } from "preact/hooks";
import { contactsOf, type Custom, customOf, type Sagen, type Turn, wahlOf } from "./kern";
import { Frage } from "./frage";
import type { Post } from "./speicher";
import { Absaetze, Schutz, SitzungContext, useWort } from "./teile";
import { useMehr } from "./nachladen";
import { Vorlesen } from "./vorlesen";

type Props = { turns: Turn[]; post: Post | null; open: boolean; say: Sagen };

export const Verlauf = ({ turns, post, open, say }: Props) => {
  const t = useWort();
  return (
    <div role="log" aria-live="polite" aria-label={t("verlauf.name")} class="verlauf">
      {turns.map((turn, i) => (
        <section class="turn" key={turn.nr}>
          {turn.gesagt && <Sprecher du>{turn.gesagt}</Sprecher>}
          <Schutz anders={<p class="blase">{t("zustand.kaputt")}</p>}>
            <Antworten turn={turn} last={i === turns.length - 1} open={open} say={say} />
          </Schutz>
        </section>
      ))}
      {post && (
        <div class="post">
          <Sprecher du>{post.titel}</Sprecher>
        </div>
      )}
    </div>
  );
};

const Sprecher = ({ children }: { children: string; du: boolean }) => {
  const t = useWort();
  return (
    <div class="blase du">
      <span class="versteckt">{t("verlauf.du")}: </span>
      <p dir="auto">{children}</p>
    </div>
  );
};

/** Whether a contact's card says the same: other programs need the text, people one of both. */
const onCard = (text: string, custom?: Custom): boolean =>
  contactsOf(custom).some(({ name, satz }) =>
    [name, satz].some((words) => typeof words === "string" && words && text.includes(words)),
  );

const KARTEN = ["empfehlung", "uebergabe", "uebersicht"];

type TurnProps = { turn: Turn; last: boolean; open: boolean; say: Sagen };

const Antworten = ({ turn, last, open, say }: TurnProps) => {
  const t = useWort();
  const { server, ziel } = useContext(SitzungContext);
  const typ = customOf(turn)?.typ ?? "";
  const mehr = useMehr(turn.nr > 0 || KARTEN.includes(typ));
  const karte = (custom?: Custom) => {
    if (!custom || !KARTEN.includes(custom.typ)) return null;
    if (!mehr) return <p class="punkte">{t("zustand.schreibt")}</p>;
    if (custom.typ === "empfehlung") return <mehr.Ergebnis custom={custom} />;
    if (custom.typ === "uebergabe") return <mehr.Kontakte custom={custom} />;
    return <mehr.Uebersicht custom={custom} open={last && open} say={say} />;
  };
  return (
    <>
      {turn.antworten.map(({ text, custom }) => (
        <>
          {text && !(mehr && onCard(text, customOf(turn))) && (
            <div class="blase" tabIndex={-1}>
              <span class="versteckt">{t("verlauf.bot")}: </span>
              <Absaetze text={text} />
              <Vorlesen text={text} />
            </div>
          )}
          {karte(custom)}
        </>
      ))}
      {last && <Frage custom={customOf(turn)} wahl={wahlOf(turn)} open={open} say={say} />}
      {last && turn.nr === 0 && (
        <a href={`${server}datenschutz`} target={ziel}>
          {t("menue.datenschutz")}
        </a>
      )}
    </>
  );
};
