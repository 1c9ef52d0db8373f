import type { Profiles } from "../../infra/config/load";
import { dev } from "./dev";
import { prod } from "./prod";
import { staging } from "./staging";

export const profiles: Profiles = { dev, staging, prod };
