// The plan page: print and the phone's own way to share. Everything else there works without this.
const offer = (what, act) => {
  const button = document.querySelector(`[data-tun=${what}]`);
  if (!button) return;
  button.hidden = false;
  button.onclick = () => act(button.dataset);
};
offer("drucken", () => print());
if (navigator.share)
  offer("teilen", ({ text, link }) => navigator.share({ title: text, url: link }).catch(() => undefined));
