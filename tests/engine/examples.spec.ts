import { exampleLives } from "./exampleLives";

exampleLives("api-versions", "gpu-serving", "hybrid");
