import { exampleLives } from "./exampleLives";

exampleLives("api-versions/dev", "gpu-serving/dev", "workbench/dev");
