// The search's own thread: it fetches, opens, scores, and answers what client.js asks.

import { lunr } from "./lunr.js";
import { connect } from "./channel.js";
import { open } from "./engine.js";

let address = null; // of the directory
let engine = null; // promise
let newest = 0; // number of the last ask

const page = connect(self, {
  open(given) {
    address = given;
    ready().catch(() => {}); // whoever asks will hear of it
  },

  async ask(request) {
    const turn = ++newest;
    return (await ready()).ask(request, () => {
      if (turn !== newest) throw Object.assign(new Error("a newer query has come"), { isOvertaken: true });
    });
  },

  shown: async (...asked) => (await ready()).shown(...asked),
  facets: async (...asked) => (await ready()).facets(...asked),
  excerpts: async (...asked) => (await ready()).excerpts(...asked),
});

function ready() {
  engine ??= open(lunr, address, (paper) => page.call("textOf", paper)).catch((error) => {
    engine = null;
    throw error;
  });
  return engine;
}
