// Says why nothing moves, and what can be done about it.

import type { Bild, Gespraech } from "./gespraech";
import { Knopf, useWort } from "./teile";

export const Zustand = ({ bild, gespraech }: { bild: Bild; gespraech: Gespraech }) => {
  const t = useWort();
  const { lage, satz, stand } = bild;
  if (lage === "laedt") return <p class="zustand punkte">{t("zustand.schreibt")}</p>;
  const over = lage === "weg" || lage === "geloescht";
  if (over)
    return (
      <div class="zustand" role="status">
        <p>{t(lage === "weg" ? "zustand.weg" : "loeschen.fertig")}</p>
        <Knopf art="antwort" tap={gespraech.restart}>
          {t("befehl.neu")}
        </Knopf>
      </div>
    );
  if (!lage && !satz) return null;
  return (
    <div class="zustand" role="status">
      <p>{satz ? t(satz) : t(lage === "offline" && stand.post ? "zustand.offline" : "zustand.stoerung")}</p>
      {lage && <Knopf tap={gespraech.wake}>{t("zustand.nochmal")}</Knopf>}
    </div>
  );
};
