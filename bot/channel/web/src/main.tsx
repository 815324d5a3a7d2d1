// <wegweiser-chat>: the whole conversation as one element, for our page and for any other.

import { render } from "preact";
import { Api } from "./api";
import { Chat } from "./chat";
import type { Anfang, Worte } from "./kern";
import { Speicher } from "./speicher";

// On our own page the script stands inside the page and says where its files are.
const script = document.currentScript as HTMLScriptElement | null;
const base = new URL(script?.dataset.dateien || "./", script?.src || location.href).href;
const server = new URL("/", base).href;

/** What our own page brings along, as JSON. */
const brought = <T,>(name: string): T | undefined => {
  const text = document.getElementById(`wegweiser-${name}`)?.textContent;
  return text ? JSON.parse(text) : undefined;
};
const anfang = brought<Anfang>("anfang");
const worte = brought<Worte>("texte");
let fetched: Promise<Worte> | undefined;
const fetchWorte = async (): Promise<Worte> => (await fetch(`${server}texte.json`)).json();

/** The styles: a copy of those in our own page, else a link to them. */
const styles = (): HTMLElement =>
  (document.getElementById("wegweiser-stil")?.cloneNode(true) as HTMLElement | undefined) ??
  Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${base}wegweiser.css` });

/** Several on one page without a name are told apart by their order. */
const placeOf = (element: Element): string =>
  String([...document.querySelectorAll(element.tagName)].indexOf(element) || "");

class WegweiserChat extends HTMLElement {
  private root = this.shadowRoot ?? this.attachShadow({ mode: "open" });

  async connectedCallback(): Promise<void> {
    const texte = worte ?? (await (fetched ??= fetchWorte()));
    const style = styles();
    const room = document.createElement("div");
    room.className = "raum";
    const draw = () =>
      render(
        <Chat
          worte={texte}
          ganz={this.hasAttribute("ganz")}
          base={base}
          server={server}
          api={new Api(server)}
          speicher={new Speicher(`wegweiser:${server}:${this.getAttribute("name") ?? placeOf(this)}`)}
          anfang={anfang}
        />,
        room,
      );
    style.onload = style.onerror = worte ? null : draw;
    this.root.replaceChildren(style, room);
    this.replaceChildren();
    if (worte) draw();
  }

  disconnectedCallback(): void {
    const room = this.root.querySelector(".raum");
    if (room) render(null, room);
  }
}

if (!customElements.get("wegweiser-chat")) customElements.define("wegweiser-chat", WegweiserChat);
if ("serviceWorker" in navigator && document.body.classList.contains("ganz"))
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
