/** Where form.ts keeps what was typed, in sessionStorage. It stands alone, because the loader and its chunk both need it. */
export const keptKey = "noren:form";
