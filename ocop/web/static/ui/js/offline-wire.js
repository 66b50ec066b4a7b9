// How the offline room speaks with the server: JSON, and what it means when there is no answer.
export class Away extends Error {} // no network, or no answer from the server
export class SignedOut extends Error {} // the server answers, and asks who is there

export async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(options.patience ?? 20000),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
  } catch {
    throw new Away();
  }
  if (answer.status >= 500 || answer.status === 429) throw new Away();
  const json = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (answer.redirected || answer.status === 403 || (answer.ok && !json && !options.bytes)) throw new SignedOut();
  if (options.bytes && answer.ok) return answer.arrayBuffer();
  const said = json ? await answer.json().catch(() => null) : {};
  if (said === null) throw new Away();
  if (said.refused === undefined && answer.ok) return said;
  if (answer.status === 409) throw new SignedOut(said.refused ?? "");
  return null; // not found: not mine, or no longer there
}

export const at = (code, rest) => `/hoi-dong/phien/${encodeURIComponent(code)}/${rest}`;
