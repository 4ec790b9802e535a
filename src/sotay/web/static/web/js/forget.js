// Pages kept on this device to be opened without connection belong to whoever was signed in: whoever comes to sign in finds none.
// What was noted there and not yet sent stays, and is sent when its owner is back.
(async () => {
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) {
    if (name.startsWith("sotay-visits-")) await caches.delete(name);
  }
})();
