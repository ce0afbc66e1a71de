// Goes to the new address of a page that moved, and keeps the id that was asked for.
const page = document.querySelector("a");
let id = location.hash.slice(1);
try { id = decodeURIComponent(id); } catch { /* keep it as it is */ }
const moved = id && document.getElementById(id); // the last link with this id leads to its new place
location.replace(moved ? moved.href : page.href + location.hash);
