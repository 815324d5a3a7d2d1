// The result: at most three first choices as cards, the others folded, one human to talk to.

import type { ComponentChildren } from "preact";
import type { Custom } from "./kern";
import { Icon } from "./zeichen";
import { useWort } from "./teile";

type Obj = Record<string, unknown>;

export const Ergebnis = ({ custom }: { custom: Custom }) => {
  const t = useWort();
  const weitere = listOf(custom.weitere);
  return (
    <div class="ergebnis">
      {listOf(custom.wege).map((weg) => (
        <Karte weg={weg} />
      ))}
      {custom.kontakt ? (
        <Block titel={t("ergebnis.kontakt")} art="karte">
          <Kontakt kontakt={custom.kontakt} />
        </Block>
      ) : null}
      {weitere.length > 0 && <Weitere wege={weitere} />}
      {isText(custom.stichtag) && (
        <p class="hinweis">{t("ergebnis.recht", { datum: dateOf(custom.stichtag) })}</p>
      )}
    </div>
  );
};

const Karte = ({ weg }: { weg: Obj }) => {
  const t = useWort();
  const angebote = listOf(weg.angebote);
  return (
    <article class={`karte ${weg.antwort}`}>
      <p class="marke">{t(`ergebnis.${weg.antwort}`)}</p>
      <h2>{String(weg.name ?? weg.weg)}</h2>
      <Saetze saetze={weg.gruende} />
      <Block titel={t("ergebnis.tun")}>
        <Saetze saetze={weg.tun} nummern />
      </Block>
      {angebote.length > 0 && (
        <Block titel={t("ergebnis.angebote")}>
          {angebote.map((angebot) => (
            <Angebot angebot={angebot} />
          ))}
        </Block>
      )}
      {isText(weg.rechtsgrundlage) && (
        <p class="paragraf">
          {t("ergebnis.paragraf")}: {weg.rechtsgrundlage}
        </p>
      )}
    </article>
  );
};

const Angebot = ({ angebot }: { angebot: Obj }) => {
  const t = useWort();
  return (
    <div class="angebot">
      <h4>{String(angebot.name)}</h4>
      <Kontakt kontakt={angebot.kontakt} />
      {isText(angebot.zuletzt_bestaetigt) && (
        <p class="hinweis">{t("ergebnis.stand", { datum: dateOf(angebot.zuletzt_bestaetigt) })}</p>
      )}
    </div>
  );
};

const Weitere = ({ wege }: { wege: Obj[] }) => {
  const t = useWort();
  return (
    <details class="karte">
      <summary>{t("ergebnis.weitere")}</summary>
      <ul>
        {wege.map((weg) => (
          <li>
            {String(weg.name ?? weg.weg)}: {t(`ergebnis.${weg.antwort}`)}
          </li>
        ))}
      </ul>
    </details>
  );
};

const Block = ({ titel, art = "", children }: { titel: string; art?: string; children: ComponentChildren }) => (
  <div class={`block ${art}`}>
    <h3>{titel}</h3>
    {children}
  </div>
);

const Saetze = ({ saetze, nummern }: { saetze: unknown; nummern?: boolean }) => {
  const items = (Array.isArray(saetze) ? saetze : [saetze]).map(satzOf).filter(Boolean);
  const Liste = nummern ? "ol" : "ul";
  return items.length ? (
    <Liste>
      {items.map((satz) => (
        <li>{satz}</li>
      ))}
    </Liste>
  ) : null;
};

/** A contact as text with a phone number to tap, or as an object with its parts. */
export const Kontakt = ({ kontakt }: { kontakt: unknown }) => {
  if (!kontakt) return null;
  const parts = isText(kontakt) ? [["text", kontakt]] : Object.entries(kontakt as Obj);
  return (
    <address>
      {parts.map(([name, value]) =>
        isText(value) || typeof value === "number" ? <Angabe name={String(name)} value={String(value)} /> : null,
      )}
    </address>
  );
};

const Angabe = ({ name, value }: { name: string; value: string }) => {
  if (/telefon|^tel/.test(name)) return <Anruf nummer={value} />;
  if (/mail/.test(name)) return <p><a href={`mailto:${value}`}>{value}</a></p>;
  if (/^https:\/\//.test(value)) return <p><a href={value} rel="noopener noreferrer">{value.slice(8)}</a></p>;
  return <p>{value}</p>;
};

const Anruf = ({ nummer }: { nummer: string }) => (
  <p>
    <a class="anruf" href={`tel:${nummer.replace(/[^\d+]/g, "")}`}>
      <Icon name="telefon" />
      {nummer}
    </a>
  </p>
);

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const listOf = (value: unknown): Obj[] => (Array.isArray(value) ? value : []);

const satzOf = (value: unknown): string =>
  isText(value) ? value : String((value as Obj | null)?.satz ?? (value as Obj | null)?.text ?? "");

const dateOf = (iso: string): string => iso.split("-").reverse().join(".");
