import type { Profiles } from "../../infra/config/load";
import type { Profile } from "../../infra/config/profile";
import { merged } from "../../infra/config/raw";
import { common } from "./common";
import { dev } from "./dev";
import { prod } from "./prod";
import { staging } from "./staging";

const complete = (profile: Profile) => merged(common, profile) as Profile;

export const profiles: Profiles = { dev: complete(dev), staging: complete(staging), prod: complete(prod) };
