// Talking to the simulator: JSON calls, and a stream that says when something changed.

export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message || `HTTP ${response.status}`);
  return answer;
}

export const read = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

// The browser opens a broken stream again by itself.
export function onNews(refresh) {
  new EventSource("/_sim/page/news").addEventListener("message", refresh);
}

// One call at a time; a wish that comes meanwhile is fulfilled once, afterwards.
export function oneAtATime(work) {
  let running = false;
  let again = false;
  return async function run() {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await work().catch((error) => console.warn(error));
    }
    running = false;
  };
}
