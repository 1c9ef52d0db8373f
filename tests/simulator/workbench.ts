import { Workbench } from "../../components/workbench/Workbench";
import { workbenchArgs } from "../components/workbench/workbenchArgs";

/** A workbench, which no stack has without being told. */
export function workbench() {
  new Workbench("workbench", workbenchArgs());
}
