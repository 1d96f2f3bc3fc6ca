// Passkeys: asks our server for a challenge, the browser for its answer, and takes that back.
const send = async (address, csrf, body) => {
  const response = await fetch(address, {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.problem || "");
  return answer;
};
for (const box of document.querySelectorAll("[data-passkey]")) {
  const { passkey, begin, finish, next, csrf, failed, without } = box.dataset;
  const [button, problem] = [box.querySelector("button"), box.querySelector("[data-problem]")];
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    button.hidden = true;
    problem.textContent = without;
    continue;
  }
  button.addEventListener("click", async () => {
    problem.textContent = "";
    button.disabled = true;
    try {
      const { key, options } = await send(begin, csrf, {});
      const credential = passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
      const { go } = await send(finish, csrf, { key, next, credential: credential.toJSON() });
      location.assign(go);
    } catch (error) {
      button.disabled = false;
      problem.textContent = error instanceof DOMException ? failed : error.message || failed;
    }
  });
}
addEventListener("pageshow", () => { // also after the back button
  for (const button of document.querySelectorAll("[data-passkey] button")) button.disabled = false;
});
