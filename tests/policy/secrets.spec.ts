import { expect } from "chai";
import { belongsIntoSecret } from "../../policy/rules/secrets";

describe("a variable of a container or a function", () => {
  const secrets: readonly [name: string, value: unknown][] = [
    ["PASSWORD", "hunter2"],
    ["DB_PASSWORD", "12345678"],
    ["OPENAI_API_KEY", "sk-x"],
    ["apiKey", "x"],
    ["HF_TOKEN", "hf_x"],
    ["SECRET_KEY", "1"],
    ["API_TOKENS", "abc,def"],
    ["TOKEN_VALUE", undefined],
    ["VAULT_SECRET_ID", "6f1c"],
    ["AUTH_TOKEN_PRIMARY", "abc"],
  ];
  for (const [name, value] of secrets)
    it(`belongs into a secret: ${name}=${String(value)}`, () => {
      expect(belongsIntoSecret(name, value)).to.equal(true);
    });

  const settings: readonly [name: string, value: unknown][] = [
    ["LOG_LEVEL", "debug"],
    ["MAX_TOKENS", "4096"],
    ["TOKENS_PER_MINUTE", "90000"],
    ["USE_TOKEN", "false"],
    ["TOKENIZERS_PARALLELISM", "false"],
    ["PASSWORD_MIN_LENGTH", undefined],
    ["TOKEN_URL", "https://example.com/oauth2/token"],
    ["SECRET_ARN", "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:x"],
    ["API_KEY_HEADER", "x-api-key"],
    ["secretless", "false"],
  ];
  for (const [name, value] of settings)
    it(`is a setting: ${name}=${String(value)}`, () => {
      expect(belongsIntoSecret(name, value)).to.equal(false);
    });
});
