// What was said, turn by turn; only the last turn can still be answered.

import { type Custom, customOf, type Sagen, type Turn, wahlOf } from "./kern";
import { contactsOf, Ergebnis, Kontakte } from "./ergebnis";
import { Frage } from "./frage";
import type { Post } from "./speicher";
import { Absaetze, Schutz, useWort } from "./teile";
import { Uebersicht } from "./uebersicht";
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

type TurnProps = { turn: Turn; last: boolean; open: boolean; say: Sagen };

const Antworten = ({ turn, last, open, say }: TurnProps) => {
  const t = useWort();
  const karte = (custom?: Custom) => {
    if (custom?.typ === "empfehlung") return <Ergebnis custom={custom} />;
    if (custom?.typ === "uebergabe") return <Kontakte custom={custom} />;
    if (custom?.typ !== "uebersicht") return null;
    return <Uebersicht custom={custom} open={last && open} say={say} />;
  };
  return (
    <>
      {turn.antworten.map(({ text, custom }) => (
        <>
          {text && !onCard(text, customOf(turn)) && (
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
    </>
  );
};
