// Figures that the residual network imports: change one here and look there.
export const pictureSize = 32;
export const classes = 10;
