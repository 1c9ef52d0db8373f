import { join } from "node:path";
import { programIn } from "../stacks/program";

/** The program that the Pulumi engine runs. This file lies in infra/, a folder of the project. */
export = programIn(join(__dirname, ".."));
