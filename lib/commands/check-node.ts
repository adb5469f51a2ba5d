/** First import of every command: a readable sentence instead of a syntax error from deep inside a library. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Undersigned needs Node.js 20.19 or newer; this is ${process.versions.node}.\n` +
      'Run "npm install" again: it brings Node.js 24 for all npm scripts. (It must be allowed to run install scripts.)',
  );
  process.exit(1);
}
