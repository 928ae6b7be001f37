// The words of the page in the chosen language. Questions, answers, quotes and what the service
// says of a problem come as they are.

export let strings;

// Takes up a language; only the words that are needed are loaded.
export async function speak(language) {
  ({ strings } = await import(`./strings-${language}.js`));
}
