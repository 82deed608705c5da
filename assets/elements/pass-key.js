// <pass-key ask="…"> around a form: asks the device for its passkey, and sends the answer with the form.
// It stays hidden where a browser has no passkeys. What is asked comes from the address in `ask`.

const toBytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toWords = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// Older browsers want bytes where the server can only send words.
function inBytes(asked) {
  const each = (keys) => keys?.map((key) => ({ ...key, id: toBytes(key.id) }));
  return {
    ...asked,
    challenge: toBytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: toBytes(asked.user.id) } }),
    ...(asked.allowCredentials && { allowCredentials: each(asked.allowCredentials) }),
    ...(asked.excludeCredentials && { excludeCredentials: each(asked.excludeCredentials) }),
  };
}

function inWords({ id, rawId, type, response }) {
  const told = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) told[part] = toWords(response[part]);
  }
  return JSON.stringify({ id, rawId: toWords(rawId), type, response: told, clientExtensionResults: {} });
}

async function show(address) {
  const { publicKey } = await (await fetch(address)).json();
  const asked = { publicKey: inBytes(publicKey) };
  return publicKey.user ? navigator.credentials.create(asked) : navigator.credentials.get(asked);
}

customElements.define("pass-key", class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    const form = this.querySelector("form");
    const told = this.querySelector("[role=status]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      told.textContent = "";
      try {
        form.elements.answer.value = inWords(await show(this.getAttribute("ask")));
      } catch {
        told.textContent = told.dataset.failed;
        return;
      }
      form.submit();
    });
  }
});
