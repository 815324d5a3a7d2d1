// The line to type in. What could not be sent comes back here.

import { useEffect, useState } from "preact/hooks";
import type { Custom, Sagen } from "./kern";
import { Knopf, useWort } from "./teile";
import { Icon } from "./zeichen";

const MAX = 500;
const NEAR = 60;

type Props = { say: Sagen; open: boolean; entwurf: string; custom?: Custom };

export const Eingabe = ({ say, open, entwurf, custom }: Props) => {
  const t = useWort();
  const [text, setText] = useState("");
  useEffect(() => {
    if (entwurf) setText(entwurf);
  }, [entwurf]);

  const left = MAX - text.trim().length;
  const send = (event: Event) => {
    event.preventDefault();
    const said = text.trim();
    if (!said || !open || left < 0) return;
    say({ text: said }, said);
    setText("");
  };
  const example = typeof custom?.eingabe_hilfe === "string" ? custom.eingabe_hilfe : "";
  return (
    <form class="eingabe" onSubmit={send}>
      <Knopf
        art="rund"
        icon="zurueck"
        name={t("befehl.zurueck")}
        aus={!open}
        tap={() => say({ befehl: "zurueck" }, t("befehl.zurueck"))}
      />
      <div class="feld">
        <input
          type="text"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          aria-label={t("eingabe.name")}
          aria-describedby="rest"
          aria-invalid={left < 0}
          placeholder={example || t("eingabe.hinweis")}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p id="rest" class="rest" aria-live="polite">
          {left < 0 ? t("eingabe.zu_lang") : left < NEAR ? t("eingabe.zeichen", { anzahl: left }) : ""}
        </p>
      </div>
      <button class="knopf rund senden" aria-label={t("eingabe.senden")} disabled={!open || left < 0}>
        <Icon name="senden" />
      </button>
    </form>
  );
};
