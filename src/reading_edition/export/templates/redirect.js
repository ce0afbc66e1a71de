// Redirects to the new address of a page that moved, and keeps the id in the address.
const page = document.querySelector("a");
let id = location.hash.slice(1);
try { id = decodeURIComponent(id); } catch { /* keep it encoded */ }
const moved = id && document.getElementById(id); // the link for an id that moved elsewhere
location.replace(moved ? moved.href : page.href + location.hash);
