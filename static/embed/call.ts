// One call to our server: JSON as text/plain and without credentials, so that the browser asks no preflight and sends no cookie.

import type { Problem } from "./api";
import { json } from "./json";
import { origin } from "./page";

/** The server's no, with its reason. Every other failure of call means that the server was not reached. */
export class Refusal {
  constructor(readonly problem: Problem) {}
}

// Longer than our server waits for Amazon.
const patience = 45_000;

export const call = async <Response>(step: "render" | "begin" | "change" | "confirm" | "check" | "link" | "unlink", request: object, signal?: AbortSignal): Promise<Response> => {
  const answer = await fetch(`${origin}/embed/v1/${step}`, {
    method: "POST",
    body: json(request),
    credentials: "omit",
    signal: signal ?? AbortSignal.timeout?.(patience),
  });
  const body = await answer.json();
  if (answer.ok) return body;
  if (body.code) throw new Refusal(body);
  throw Error(`${answer.status}`);
};
