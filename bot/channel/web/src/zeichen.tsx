// Pictograms, drawn for this page: one path each on a 24 x 24 grid.

const PFADE = {
  zurueck: "M15 5l-7 7 7 7",
  senden: "M4 12h14M12 5l7 7-7 7",
  sprache: "M3 12a9 9 0 1 0 18 0 9 9 0 0 0-18 0zM3 12h18M12 3c-5 6-5 12 0 18M12 3c5 6 5 12 0 18",
  menue: "M4 6h16M4 12h16M4 18h16",
  zu: "M6 6l12 12M18 6L6 18",
  mensch: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c1-5 4-7 8-7s7 2 8 7",
  personen: "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 20c0-4 3-6 6-6s6 2 6 6M16 5a3 3 0 1 1 0 6M17 14c3 0 5 2 5 6",
  telefon: "M6 3h4l1 5-2 2c1 3 3 4 5 5l2-2 5 1v4c-9 3-19-7-15-15z",
  laut: "M4 9v6h4l5 4V5L8 9zM16 9c2 2 2 4 0 6M18 6c4 4 4 8 0 12",
  haken: "M5 13l4 4L19 7",
  stift: "M4 20l1-5L16 4l4 4L9 19z",
  neu: "M5 12a7 7 0 1 0 2-5M5 3v5h5",
  loeschen: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  drucken: "M7 9V4h10v5M5 9h14v8h-3M5 17V9M8 14h8v6H8z",
};
export type Zeichen = keyof typeof PFADE;

export const Icon = ({ name }: { name: Zeichen }) => (
  <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PFADE[name]} />
  </svg>
);
