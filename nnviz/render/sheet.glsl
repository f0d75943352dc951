// The picture as a sheet: picture units to clip coordinates and to pixels.
uniform vec4 sheet;    // clip = sheet.xy + sheet.zw * picture units
uniform float height;  // of the picture, pixels
