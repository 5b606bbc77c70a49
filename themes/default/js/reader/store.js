// What a reader keeps: records by key, in this browser's own database. A change is one transaction, so what two tabs
// write at once is never lost; each tab is told of what another one changed. Where a browser keeps nothing, all of it
// lasts as long as the page.

import { NAME } from "./place.js";

const RECORDS = "records";

const listeners = new Set();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
const unkept = new Map(); // what there is where nothing is kept
let opened = null;

// Whether what is written outlasts the page.
export async function isKept() {
  return (await database()) !== null;
}

// The records of some keys, undefined where there is none.
export async function read(keys) {
  const database_ = await database();
  if (!database_) return keys.map((key) => unkept.get(key));
  try {
    const records = database_.transaction(RECORDS).objectStore(RECORDS);
    return await Promise.all(keys.map((key) => result(records.get(key))));
  } catch {
    return keys.map(() => undefined); // the page is on its way out, or the browser gave up what it kept
  }
}

// All records whose keys begin so.
export async function readAll(start) {
  const database_ = await database();
  if (!database_) return [...unkept.values()].filter(({ key }) => key.startsWith(start));
  try {
    const those = IDBKeyRange.bound(start, `${start}\uffff`);
    return await result(database_.transaction(RECORDS).objectStore(RECORDS).getAll(those));
  } catch {
    return [];
  }
}

// Each record becomes what `how(record or undefined, key)` makes of it; null takes it away. Done when all are kept;
// an error, and none of them changed, where there is no room.
export async function change(keys, how) {
  const database_ = await database();
  if (database_) await changeKept(database_, keys, how);
  else keys.forEach((key) => replaceUnkept(key, how(unkept.get(key), key)));
  tell(keys);
  channel?.postMessage(keys);
}

// `listener(keys)` hears what changed, here or in another tab: a Set, or null for anything. → what ends that
export function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(keys) {
  const changed = keys && new Set(keys);
  for (const listener of listeners) listener(changed);
}

function changeKept(database_, keys, how) {
  return new Promise((resolve, reject) => {
    const changing = database_.transaction(RECORDS, "readwrite");
    const records = changing.objectStore(RECORDS);
    for (const key of keys) {
      records.get(key).onsuccess = ({ target }) => {
        const record = how(target.result, key);
        if (record) records.put({ ...record, key });
        else if (target.result) records.delete(key);
      };
    }
    changing.oncomplete = () => resolve();
    changing.onabort = () => reject(changing.error);
  });
}

function replaceUnkept(key, record) {
  if (record) unkept.set(key, { ...record, key });
  else unkept.delete(key);
}

function database() {
  opened ??= new Promise((resolve) => {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(RECORDS, { keyPath: "key" });
      asked.onsuccess = () => {
        asked.result.onversionchange = forget;
        asked.result.onclose = forget;
        resolve(asked.result);
      };
      asked.onerror = (event) => {
        event.preventDefault();
        resolve(null);
      };
    } catch {
      resolve(null);
    }
  });
  return opened;
}

// The browser clears what it kept, or another version wants the database: the next to ask opens it anew.
function forget({ target }) {
  target.close();
  opened = null;
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

channel?.addEventListener("message", ({ data }) => tell(data));
// A page that comes back as it was left has heard nothing meanwhile.
addEventListener("pageshow", ({ persisted }) => persisted && tell(null));
