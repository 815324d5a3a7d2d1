// The result: at most three first choices as cards, the others folded, one human to talk to.

import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { contactsOf, type Custom } from "./kern";
import { Icon } from "./zeichen";
import { Absaetze, Bild, SitzungContext, useWort } from "./teile";

type Obj = Record<string, unknown>;

export const Ergebnis = ({ custom }: { custom: Custom }) => {
  const t = useWort();
  const { server, sitzung, ziel } = useContext(SitzungContext);
  const weitere = listOf(custom.weitere);
  return (
    <div class="ergebnis">
      {listOf(custom.wege).map((weg) => (
        <Karte weg={weg} />
      ))}
      <form method="post" action={`${server}plan`} target={ziel}>
        <input type="hidden" name="sitzung" value={sitzung} />
        <button class="knopf fertig">{t("plan.oeffnen")}</button>
      </form>
      <Kontakte custom={custom} />
      {weitere.length > 0 && <Weitere wege={weitere} />}
      {isText(custom.stichtag) && (
        <p class="hinweis">{t("ergebnis.recht", { datum: dateOf(custom.stichtag) })}</p>
      )}
    </div>
  );
};

/** Humans to talk to, each as a card with a number to tap. */
export const Kontakte = ({ custom }: { custom: Custom }) => {
  const t = useWort();
  return (
    <>
      {contactsOf(custom).map((kontakt) => (
        <Block titel={t("ergebnis.kontakt")} art="karte">
          <Kontakt kontakt={kontakt} />
        </Block>
      ))}
    </>
  );
};

const Karte = ({ weg }: { weg: Obj }) => {
  const t = useWort();
  const angebote = listOf(weg.angebote);
  const anders = [weg.ab_wann_satz, ...listOf(weg.was_aendern).map(satzOf)].filter(isText);
  return (
    <article class={`karte ${weg.antwort}`}>
      <p class="marke">{t(`ergebnis.${weg.antwort}`)}</p>
      <h2>
        <Bild von="weg" wert={weg.weg} />
        <span>{String(weg.name ?? weg.weg)}</span>
      </h2>
      <Absaetze text={[weg.satz, weg.art_satz].filter(isText).join("\n")} />
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
      <details>
        <summary>{t("ergebnis.warum")}</summary>
        <Saetze saetze={weg.gruende} />
        {anders.length > 0 && (
          <Block titel={t("ergebnis.aendern")}>
            <Saetze saetze={anders} />
          </Block>
        )}
        {isText(weg.rechtsgrundlage) && (
          <p class="paragraf">
            {t("ergebnis.paragraf")}: {weg.rechtsgrundlage}
          </p>
        )}
      </details>
    </article>
  );
};

const Angebot = ({ angebot }: { angebot: Obj }) => (
  <div class="angebot">
    <h4>{String(angebot.name)}</h4>
    {[angebot.satz, ...texts(angebot.genaueres)].filter(isText).map((satz) => (
      <p>{satz}</p>
    ))}
    <Kontakt kontakt={angebot.kontakt} ohne={angebot.name} />
    {isText(angebot.stand) && <p class="hinweis">{angebot.stand}</p>}
  </div>
);

const ANTWORTEN = ["ja", "offen", "nein"];

/** All other Wege, the open ones first, each with its first reason. */
const Weitere = ({ wege }: { wege: Obj[] }) => {
  const t = useWort();
  return (
    <details class="karte">
      <summary>{t("ergebnis.weitere")}</summary>
      {ANTWORTEN.map((antwort) => {
        const these = wege.filter((weg) => weg.antwort === antwort);
        return these.length ? (
          <Block titel={t(`ergebnis.${antwort}`)}>
            <dl>
              {these.map((weg) => (
                <>
                  <dt>{String(weg.name ?? weg.weg)}</dt>
                  <dd>{[...listOf(weg.gruende).map(satzOf), weg.ab_wann_satz].filter(isText).join(" ")}</dd>
                </>
              ))}
            </dl>
          </Block>
        ) : null;
      })}
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
        <li>
          <Absaetze text={satz} />
        </li>
      ))}
    </Liste>
  ) : null;
};

/** What is known of an office, phone first; `ohne` is a name that stands above already. */
const Kontakt = ({ kontakt, ohne }: { kontakt: unknown; ohne?: unknown }) => {
  const { telefon, mail, email, web, ...rest } = (kontakt ?? {}) as Obj;
  const lines = ["stelle", "name", "satz", "adresse", "strasse", "ort", "zeiten", "hinweis"];
  return (
    <address>
      {lines
        .map((name) => rest[name])
        .filter((line): line is string => isText(line) && line !== ohne)
        .map((line) => (
          <p>{line}</p>
        ))}
      {isText(telefon) && <Anruf nummer={telefon} />}
      {[mail, email].filter(isText).map((address) => (
        <Verweis href={`mailto:${address}`} text={address} />
      ))}
      {isText(web) && /^https?:/.test(web) && (
        <Verweis href={web} text={new URL(web).hostname.replace(/^www\./, "")} />
      )}
    </address>
  );
};

const Verweis = ({ href, text }: { href: string; text: string }) => (
  <p>
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  </p>
);

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

const texts = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const satzOf = (value: unknown): string => (isText(value) ? value : String((value as Obj)?.satz ?? ""));

const dateOf = (iso: string): string => iso.split("-").reverse().join(".");
