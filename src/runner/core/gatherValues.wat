;; What is measured of an activation, straight from the heap of the wasm backend: four values at a time.
(module
  (import "backend" "memory" (memory 1))
  ;; $count is a multiple of 4. Gives the minimum, the maximum, the sum (not finite when a value is not) and the number of zeros.
  (func (export "gather") (param $at i32) (param $count i32) (result f32 f32 f64 i32)
    (local $values v128)
    (local $min v128)
    (local $max v128)
    (local $lowSums v128)
    (local $highSums v128)
    (local $zeros v128)
    (local.set $min (f32x4.splat (f32.const inf)))
    (local.set $max (f32x4.splat (f32.const -inf)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $values (v128.load (local.get $at)))
        (local.set $min (f32x4.pmin (local.get $min) (local.get $values)))
        (local.set $max (f32x4.pmax (local.get $max) (local.get $values)))
        (local.set $lowSums (f64x2.add (local.get $lowSums) (f64x2.promote_low_f32x4 (local.get $values))))
        (local.set $highSums
          (f64x2.add
            (local.get $highSums)
            (f64x2.promote_low_f32x4
              (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $values) (local.get $values)))))
        ;; a comparison that holds is -1
        (local.set $zeros
          (i32x4.sub (local.get $zeros) (f32x4.eq (local.get $values) (v128.const f32x4 0 0 0 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $count (i32.sub (local.get $count) (i32.const 4)))
        (br $next)))
    (local.set $lowSums (f64x2.add (local.get $lowSums) (local.get $highSums)))
    (f32.min
      (f32.min (f32x4.extract_lane 0 (local.get $min)) (f32x4.extract_lane 1 (local.get $min)))
      (f32.min (f32x4.extract_lane 2 (local.get $min)) (f32x4.extract_lane 3 (local.get $min))))
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $max)) (f32x4.extract_lane 1 (local.get $max)))
      (f32.max (f32x4.extract_lane 2 (local.get $max)) (f32x4.extract_lane 3 (local.get $max))))
    (f64.add (f64x2.extract_lane 0 (local.get $lowSums)) (f64x2.extract_lane 1 (local.get $lowSums)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $zeros)) (i32x4.extract_lane 1 (local.get $zeros)))
      (i32.add (i32x4.extract_lane 2 (local.get $zeros)) (i32x4.extract_lane 3 (local.get $zeros))))))
