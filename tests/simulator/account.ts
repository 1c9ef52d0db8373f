import { AccountSecurity } from "../../components/account/AccountSecurity";
import { AccountSettings } from "../../components/account/AccountSettings";
import { accountArgs, everyGuard } from "../support/accountConfig";
import { alarms, platform, scope } from "../support/fixtures";

/** All that an account can be told to have, and that no stack has without being told. */
export function account() {
  new AccountSettings("account", accountArgs({ apiGatewayLogs: true, bedrockLogs: { retentionDays: 30 } }));
  new AccountSecurity("security", {
    ...everyGuard,
    scope: scope(),
    deletion: "disposable",
    platform: platform(),
    alarms: alarms(),
  });
}
