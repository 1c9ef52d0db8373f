import { exampleLives } from "./exampleLives";

exampleLives("batch/staging", "hybrid/staging");
