import { exampleLives } from "./exampleLives";

exampleLives("batch", "shop");
