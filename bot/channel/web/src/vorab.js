// Runs before anything is drawn: who has talked here before, or brings answers in the link, does not
// see the first question again for a moment.
try {
  if (localStorage.length || location.hash) document.documentElement.className = "wartet";
} catch {
  /* may store nothing */
}
