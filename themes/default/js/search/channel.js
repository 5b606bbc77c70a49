// Calls between two threads, either way: what a function there returns, or throws, the call does here.

// `port` is a worker, or the worker's own global; `functions` are those that the other side may call. → { call, fail }
export function connect(port, functions) {
  const waiting = new Map(); // number of a call → what settles it
  let calls = 0;

  port.addEventListener("message", async ({ data: { number, name, values, outcome } }) => {
    if (outcome) settle(number, outcome);
    else port.postMessage({ number, outcome: await outcomeOf(() => functions[name](...values)) });
  });

  function settle(number, { value, error }) {
    const { resolve, reject } = waiting.get(number) ?? {};
    waiting.delete(number);
    if (error) reject?.(Object.assign(new Error(error.message), error));
    else resolve?.(value);
  }

  return {
    call(name, ...values) {
      return new Promise((resolve, reject) => {
        waiting.set(++calls, { resolve, reject });
        port.postMessage({ number: calls, name, values });
      });
    },
    // All calls that are under way fail.
    fail(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

async function outcomeOf(work) {
  try {
    return { value: await work() };
  } catch (error) {
    // Of an error, only text and flags go from thread to thread in every browser.
    const { message, isNetwork = false, isOvertaken = false } = error;
    return { error: { message, isNetwork, isOvertaken } };
  }
}
