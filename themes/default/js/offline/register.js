// Has the browser keep what there is to read, where it can and the reader has not asked it to save data.

// `isDigest`: somebody is reading the days, of which the latest are kept then.
export async function readOffline(base, isDigest) {
  if (!navigator.serviceWorker || navigator.connection?.saveData) return;
  try {
    await navigator.serviceWorker.register(`${base}sw.js`, { scope: base });
    const { active } = await navigator.serviceWorker.ready;
    if (isDigest) active.postMessage("catch up");
  } catch (error) {
    console.warn(error); // then it is a site to be read with a network
  }
}
