// Several people one after another on one phone: each with an own talk, an own delete, and no name.

import { useState } from "preact/hooks";
import type { Gespraech } from "./gespraech";
import { Knopf, useWort } from "./teile";

type Props = { gespraech: Gespraech; close: () => void };

export const Personen = ({ gespraech, close }: Props) => {
  const t = useWort();
  const [fragt, setFragt] = useState(0);
  const [satz, setSatz] = useState("");
  const { aktiv, alle } = gespraech.personen();
  const show = (nr?: number) => (void gespraech.change(nr), close());
  const forget = async () => {
    const gone = await gespraech.forget(fragt);
    setSatz(t(gone ? "loeschen.fertig" : "zustand.stoerung"));
    setFragt(0);
  };
  if (fragt)
    return (
      <>
        <p role="alert">{t("personen.frage", { nr: fragt })}</p>
        <Knopf art="gefahr" tap={forget}>
          {t("loeschen.ja")}
        </Knopf>
        <Knopf tap={() => setFragt(0)}>{t("loeschen.nein")}</Knopf>
      </>
    );
  return (
    <>
      <p role="status">{satz || t("personen.hinweis")}</p>
      {alle.map((nr) => (
        <div class="person" key={nr}>
          <Knopf gewaehlt={nr === aktiv} tap={() => show(nr)}>
            {t("personen.person", { nr })}
          </Knopf>
          <Knopf art="gefahr" icon="loeschen" name={t("personen.loeschen", { nr })} tap={() => setFragt(nr)} />
        </div>
      ))}
      <Knopf art="antwort" icon="mensch" tap={() => show()}>
        {t("personen.neu")}
      </Knopf>
      <p class="hinweis">{t("personen.weitergeben")}</p>
    </>
  );
};
