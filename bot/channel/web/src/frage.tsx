// The open question: its choices, why it is asked, how many may still come.

import { useContext, useEffect, useState } from "preact/hooks";
import { type Custom, gesagtOf, type Sagen, type Wahl, type Wert } from "./kern";
import { Absaetze, Bild, Knopf, SitzungContext, Uebersetzt, useWort } from "./teile";

type Props = { custom?: Custom; wahl: Wahl[]; open: boolean; say: Sagen };

export const Frage = ({ custom, wahl, open, say }: Props) => (
  <div class="frage">
    <Hilfe custom={custom} />
    {custom?.mehrfach && custom.fakt ? (
      <Mehrere fakt={custom.fakt} wahl={wahl} open={open} say={say} />
    ) : (
      <Waehlen wahl={wahl} open={open} say={say} />
    )}
    {custom && <Rand custom={custom} />}
  </div>
);

const Waehlen = ({ wahl, open, say }: Omit<Props, "custom">) => (
  <div class="wahl">
    {wahl.map((choice) => (
      <Knopf
        art={choice.antwort ? "antwort" : `befehl ${choice.befehl}`}
        aus={!open}
        tap={() => say(gesagtOf(choice), choice.titel)}
      >
        <Bild von={choice.antwort?.fakt ?? ""} wert={wertOf(choice)} />
        <span>
          {choice.titel}
          {choice.hinweis && <small>{choice.hinweis}</small>}
          <Uebersetzt text={choice.titel} />
        </span>
      </Knopf>
    ))}
  </div>
);

/** Several answers to one question; what was chosen stays when "more" shows another page. */
const Mehrere = ({ fakt, wahl, open, say }: { fakt: string } & Omit<Props, "custom">) => {
  const t = useWort();
  const [chosen, setChosen] = useChosen(fakt);
  const isToggle = ({ antwort }: Wahl) => antwort?.fakt === fakt && antwort.wert !== "weiss_nicht";
  const here = wahl.filter(isToggle);
  const earlier = chosen.filter((c) => !here.some((choice) => wertOf(choice) === wertOf(c)));
  const isChosen = (choice: Wahl) => chosen.some((c) => wertOf(c) === wertOf(choice));
  const toggle = (choice: Wahl) =>
    setChosen(
      isChosen(choice) ? chosen.filter((c) => wertOf(c) !== wertOf(choice)) : [...chosen, choice],
    );
  const send = () => {
    const wert = chosen.map(wertOf) as Wert[];
    setChosen([]);
    say({ antwort: { fakt, wert } }, chosen.map((c) => c.titel).join(", "));
  };
  return (
    <>
      <p class="hinweis">{t("auswahl.mehrere")}</p>
      <div class="wahl">
        {[...earlier, ...here].map((choice) => (
          <Knopf art="mehrfach" aus={!open} gewaehlt={isChosen(choice)} tap={() => toggle(choice)}>
            <span class="kasten" />
            <Bild von={fakt} wert={wertOf(choice)} />
            <span>
              {choice.titel}
              <Uebersetzt text={choice.titel} />
            </span>
          </Knopf>
        ))}
        <Knopf art="fertig" aus={!open || !chosen.length} tap={send}>
          {t("auswahl.fertig")}
        </Knopf>
      </div>
      <Waehlen wahl={wahl.filter((choice) => !isToggle(choice))} open={open} say={say} />
    </>
  );
};

const wertOf = ({ antwort }: Wahl): Wert | undefined =>
  Array.isArray(antwort?.wert) ? antwort?.wert[0] : antwort?.wert;

const remembered: Record<string, Wahl[]> = {};

/** What is chosen, also behind "more"; each conversation on a page for itself. */
const useChosen = (fakt: string) => {
  const key = useContext(SitzungContext).sitzung + fakt;
  const state = useState<Wahl[]>(remembered[key] ?? []);
  useEffect(() => void (remembered[key] = state[0]));
  return state;
};

/** Where to look for the answer; the question with several answers says that itself. */
const Hilfe = ({ custom }: { custom?: Custom }) =>
  typeof custom?.hilfe === "string" && !custom.mehrfach ? (
    <div class="hinweis">
      <Absaetze text={custom.hilfe} />
    </div>
  ) : null;

const Rand = ({ custom }: { custom: Custom }) => {
  const t = useWort();
  const { typ, warum, noch_hoechstens: noch } = custom;
  if (typ !== "frage") return null;
  return (
    <div class="rand">
      {typeof warum === "string" && (
        <details>
          <summary>{t("frage.warum")}</summary>
          <Absaetze text={warum} />
        </details>
      )}
      {typeof noch === "number" && (
        <p class="noch">{noch > 1 ? t("frage.noch", { anzahl: noch }) : t("frage.noch_eine")}</p>
      )}
    </div>
  );
};
