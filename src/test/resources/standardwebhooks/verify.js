// What the specification's own library for JavaScript says of messages. It lies beside this file as the npm registry has it: standardwebhooks 1.1.1, fast-sha256 1.3.0, @stablelib/base64 1.0.1.
const { readFileSync } = require('node:fs');
const { Webhook } = require('standardwebhooks');

const verdicts = JSON.parse(readFileSync(0, 'utf8')).map(({ secret, headers, body }) => {
  try {
    new Webhook(secret).verify(body, headers);
    return 'right';
  } catch (error) {
    return error.message;
  }
});
process.stdout.write(JSON.stringify(verdicts));
